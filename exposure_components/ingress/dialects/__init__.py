"""The words of one controller each."""
