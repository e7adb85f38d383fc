/** The doors to the store, in Qdrant's shapes: {@link dev.vectide.indexer.http.CollectionRoutes} has the list. */
@NullMarked
package dev.vectide.indexer.http;

import org.jspecify.annotations.NullMarked;
