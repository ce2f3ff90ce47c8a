-- Version 2: finds the unit after one that was edited, and so has a number far from those it stands
-- between. Units of one import have numbers in a row, and are not in it.
CREATE INDEX unit_apart ON unit (previous) WHERE previous <> id - 1;
