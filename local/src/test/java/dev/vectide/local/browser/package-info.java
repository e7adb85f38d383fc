/** The page as a user sees it, in a real browser. */
@NullMarked
package dev.vectide.local.browser;

import org.jspecify.annotations.NullMarked;
