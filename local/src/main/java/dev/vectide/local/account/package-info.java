/**
 * The account of one stream: that every event ended exactly once, every live vector as a row of the store and, where the
 * monitor owes one, a score. {@link PartitionAccount} takes what the topics have of one partition, {@link RowAccount} the
 * store's rows; what does not add up is a {@link Finding}.
 */
@org.jspecify.annotations.NullMarked
package dev.vectide.local.account;
