"""What a run found, written for people, programs and services."""
