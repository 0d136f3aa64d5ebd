"""What the gateway hears, keeps and hands on."""
