/**
 * Long lists, read page by page.
 */
@NullMarked
package dev.bellows.k8s.internal.page;

import org.jspecify.annotations.NullMarked;
