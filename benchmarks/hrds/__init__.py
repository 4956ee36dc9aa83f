"""HRDsAttack with Saksi's engine: its parse, act lexicon, gazetteer and calendar serve another codebook."""
