module rpyc_go

go 1.21
