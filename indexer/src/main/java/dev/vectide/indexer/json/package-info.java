/** A request's JSON, read field by field with the path of each at hand: pure. */
@NullMarked
package dev.vectide.indexer.json;

import org.jspecify.annotations.NullMarked;
