/** Programs of a few lines that log events. */
@NullMarked
package org.example.application;

import org.jspecify.annotations.NullMarked;
