"""Acts of writing an amendment, alone or together, until it is decided on or ends."""
