INSERT INTO customer (id, name, town) VALUES (1, 'Ada', 'London');
