"""What is known: notices, their units, and the country's places. Imports nothing of the rest."""
