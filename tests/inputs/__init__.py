"""What people and programs may type: anything, and nothing of it breaks a page or runs on one."""
