/** A sink that posts events to a URL. */
@NullMarked
package org.example.webhook;

import org.jspecify.annotations.NullMarked;
