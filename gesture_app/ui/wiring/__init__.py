"""Who hears whom: between the pages, the window around them and the engine behind them."""
