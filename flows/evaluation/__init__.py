"""What `covergap evaluate` measures, and how it is shown: evaluate.py beside this folder puts it together."""
