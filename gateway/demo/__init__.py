"""A made-up year: two example communities live it through the doors of real ones, and nothing leaves the machine."""
