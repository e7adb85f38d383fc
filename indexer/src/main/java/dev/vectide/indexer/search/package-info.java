/** Questions to the store and their answers: pure. */
@NullMarked
package dev.vectide.indexer.search;

import org.jspecify.annotations.NullMarked;
