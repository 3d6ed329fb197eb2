module example.com/dat

go 1.22
