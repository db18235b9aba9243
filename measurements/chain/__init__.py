"""The chain of events of a plan: what each step of an answer leaves behind, each link with the digest of the one before."""
