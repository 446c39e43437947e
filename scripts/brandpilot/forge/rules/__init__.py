"""The gate's rules: one visible list, one small pure function each."""
