"""How figures are computed: pure functions of numbers, without a trace of Django."""
