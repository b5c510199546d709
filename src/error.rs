//! What can go wrong below the command line, in one typed enum.
