function Get-Formatted {
    [pscustomobject]@{ PSTypeName = 'Sample.Formatted'; Name = 'one'; Bytes = 1GB; Unshown = 'x' }
    [pscustomobject]@{ PSTypeName = 'Sample.Formatted'; Name = 'two'; Bytes = 2GB; Unshown = 'y' }
}
