"""工程：清单、台账、计量、变更、支付。Works: bill, ledger, measurement, variations, payment."""
