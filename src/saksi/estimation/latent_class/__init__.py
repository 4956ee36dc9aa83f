"""The latent class model: kinds of people that no column shows, sampled until chains agree, or flagged."""

from saksi.estimation.latent_class.model import latent_class
from saksi.estimation.latent_class.priors import LatentClassSettings

__all__ = ["LatentClassSettings", "latent_class"]
