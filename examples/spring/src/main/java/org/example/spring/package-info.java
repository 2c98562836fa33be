/** An application of Spring Boot with an event logger. */
package org.example.spring;
