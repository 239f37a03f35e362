"""What Ray's workers run for libraries, and the forms in which Ray gets it: each with its options, made once."""
