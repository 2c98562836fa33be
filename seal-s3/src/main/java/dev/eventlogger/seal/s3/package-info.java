/** Keeps checkpoints in a bucket of S3. */
@NullMarked
package dev.eventlogger.seal.s3;

import org.jspecify.annotations.NullMarked;
