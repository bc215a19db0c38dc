"""What the commands do, one file each; ``cli`` only reads the words of the command line."""
