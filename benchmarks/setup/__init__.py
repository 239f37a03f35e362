"""What has to be there before anything is measured."""
