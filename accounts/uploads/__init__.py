"""Big files in pieces: each piece says where it belongs, a broken connection goes on where it stopped."""
