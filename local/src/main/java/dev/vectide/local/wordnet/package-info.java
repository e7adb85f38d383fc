/** WordNet's database files, read as far as a stream of labelled texts needs them: pure. */
@NullMarked
package dev.vectide.local.wordnet;

import org.jspecify.annotations.NullMarked;
