"""Events of the record as plain sentences."""
