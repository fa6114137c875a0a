package dev.bellows.testkit.internal.store;

import org.jspecify.annotations.Nullable;

/**
 * The part of a list that a caller wants.
 *
 * @param limit the most items to return; 0 for all
 * @param continueToken the token of the page before; null for the first page
 */
public record Page(int limit, @Nullable String continueToken) {

    /** Everything at once. */
    public static final Page ALL = new Page(0, null);
}
