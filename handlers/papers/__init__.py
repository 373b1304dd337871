"""Papers as they are composed: what stands in them, in the order of the page; how it looks is the press's business."""
