"""Who speaks: joining, linking of addresses, browsers, strangers."""
