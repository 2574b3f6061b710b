"""A logistic regression for each category over meaning and spelling; trained from exemplars of our own."""
