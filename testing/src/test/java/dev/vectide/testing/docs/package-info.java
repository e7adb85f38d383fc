/** The pages under docs/ say what the code does: checked against it, or written from it. */
@NullMarked
package dev.vectide.testing.docs;

import org.jspecify.annotations.NullMarked;
