function Get-Shared { 'shared' }
