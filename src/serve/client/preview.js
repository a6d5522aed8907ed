// What the preview adds to a page.
