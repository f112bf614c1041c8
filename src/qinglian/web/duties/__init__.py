"""责任与困难问题: what is asked from below and answered by a date; lists and items join it later."""
