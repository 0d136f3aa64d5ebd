"""The figures of the desk: tables of what the incidents of some weeks tell together, with pictures of them."""
