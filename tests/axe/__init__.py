"""The desk's pages by the rules of WCAG 2.2: `make axe` opens every page and writes `.docs/accessibility.md`."""
