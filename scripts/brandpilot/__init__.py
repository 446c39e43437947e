"""brandpilot: pilots of regional brands of industrial clusters, kept as files in Git.

Data flows one way: submissions → load → schema → checks → records → lifecycle → pages.
"""
