"""What a department's monitoring asks of a running page: is it ready, how much, how fast."""
