"""Ray itself: its functions, options and strategies, and the log of what is submitted. Only this folder imports Ray."""
