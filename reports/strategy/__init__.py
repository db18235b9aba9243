"""An indicator beside the yearly goals of the United Nations' strategy: the page, its words, its table and its charts."""
