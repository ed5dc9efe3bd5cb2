"""An invented community, to look around in: proposals in every state, told as a story."""
