# Files and places.

# Whether there is something at a path; that there isn't is the caller's error. Nothing is thrown on the way,
# since the caller's -ErrorVariable would catch that too.
function Confirm-Path {
    param([System.Management.Automation.PSCmdlet] $Caller, [string] $Path)
    if ([wildcardpattern]::ContainsWildcardCharacters($Path) -or $Caller.InvokeProvider.Item.Exists($Path)) { return $true }
    $Caller.WriteError([System.Management.Automation.ErrorRecord]::new(
        [System.Management.Automation.ItemNotFoundException]"Cannot find path '$($Caller.GetUnresolvedProviderPathFromPSPath($Path))' because it does not exist.",
        'PathNotFound', 'ObjectNotFound', $Path))
    return $false
}

# The files that paths with wildcards, or literal ones, stand for.
function Resolve-File {
    param([System.Management.Automation.PSCmdlet] $Caller, [string[]] $Path, [string[]] $LiteralPath)
    foreach ($one in $Path) {
        $provider = $null
        if (Confirm-Path $Caller $one) { $Caller.GetResolvedProviderPathFromPSPath($one, [ref]$provider) }
    }
    foreach ($one in $LiteralPath) { $Caller.GetUnresolvedProviderPathFromPSPath($one) }
}

function Get-Content {
    [CmdletBinding(DefaultParameterSetName = 'Path')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipelineByPropertyName, ParameterSetName = 'Path')] [string[]] $Path,
        [Parameter(Mandatory, ParameterSetName = 'Literal')] [string[]] $LiteralPath,
        [switch] $Raw,
        [Alias('First', 'Head')] [int] $TotalCount = -1,
        [Alias('Last')] [int] $Tail = -1,
        [object] $Encoding
    )
    process {
        foreach ($file in Resolve-File $PSCmdlet $Path $LiteralPath) {
            if ($Raw) { [System.IO.File]::ReadAllText($file) }
            elseif ($TotalCount -ge 0) { [System.Linq.Enumerable]::Take([System.IO.File]::ReadLines($file), $TotalCount) }
            elseif ($Tail -ge 0) { [System.Linq.Enumerable]::TakeLast([System.IO.File]::ReadLines($file), $Tail) }
            else { [System.IO.File]::ReadLines($file) }
        }
    }
}

function Set-Content {
    [CmdletBinding(SupportsShouldProcess)]
    param(
        [Parameter(Mandatory, Position = 0)] [Alias('LiteralPath')] [string] $Path,
        [Parameter(Mandatory, Position = 1, ValueFromPipeline)] [AllowNull()] [AllowEmptyString()] [AllowEmptyCollection()] [object[]] $Value,
        [switch] $NoNewline,
        [switch] $Force,
        [object] $Encoding,
        [Parameter(DontShow)] [switch] $Append
    )
    begin {
        $writer = $null
        $file = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)
        if ($PSCmdlet.ShouldProcess($file)) { $writer = [System.IO.StreamWriter]::new($file, [bool]$Append) }
    }
    process {
        if (-not $writer) { return }
        foreach ($line in $Value) { if ($NoNewline) { $writer.Write("$line") } else { $writer.WriteLine("$line") } }
    }
    clean { if ($writer) { $writer.Dispose() } }
}

function Add-Content {
    [CmdletBinding(SupportsShouldProcess)]
    param(
        [Parameter(Mandatory, Position = 0)] [Alias('LiteralPath')] [string] $Path,
        [Parameter(Mandatory, Position = 1, ValueFromPipeline)] [AllowNull()] [AllowEmptyString()] [object[]] $Value,
        [switch] $NoNewline,
        [object] $Encoding
    )
    begin { $lines = [System.Collections.Generic.List[object]]::new() }
    process { $lines.AddRange($Value) }
    end { Set-Content $Path $lines.ToArray() -NoNewline:$NoNewline -Append }
}

function Test-Path {
    [CmdletBinding(DefaultParameterSetName = 'Path')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ParameterSetName = 'Path')] [AllowNull()] [AllowEmptyString()] [string[]] $Path,
        [Parameter(Mandatory, ParameterSetName = 'Literal')] [string[]] $LiteralPath,
        [Alias('Type')] [ValidateSet('Any', 'Container', 'Leaf')] [string] $PathType = 'Any'
    )
    process {
        foreach ($one in $LiteralPath ? $LiteralPath : $Path) {
            if (-not $one -or -not $ExecutionContext.InvokeProvider.Item.Exists($one, $false, [bool]$LiteralPath)) { $false; continue }
            $container = $ExecutionContext.InvokeProvider.Item.IsContainer($one)
            $PathType -eq 'Any' -or $container -eq ($PathType -eq 'Container')
        }
    }
}

function Join-Path {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)] [string[]] $Path,
        [Parameter(Mandatory, Position = 1)] [AllowEmptyString()] [string] $ChildPath,
        [Parameter(Position = 2, ValueFromRemainingArguments)] [string[]] $AdditionalChildPath
    )
    process {
        foreach ($one in $Path) {
            foreach ($child in @($ChildPath) + @($AdditionalChildPath)) {
                if ($child) { $one = $ExecutionContext.SessionState.Path.Combine($one, $child) }
            }
            $one
        }
    }
}

function Split-Path {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)] [Alias('LiteralPath')] [string[]] $Path,
        [switch] $Parent,
        [switch] $Leaf,
        [switch] $LeafBase,
        [switch] $Extension
    )
    process {
        foreach ($one in $Path) {
            if ($Leaf) { $ExecutionContext.SessionState.Path.ParseChildName($one) }
            elseif ($LeafBase) { [System.IO.Path]::GetFileNameWithoutExtension($one) }
            elseif ($Extension) { [System.IO.Path]::GetExtension($one) }
            else { $ExecutionContext.SessionState.Path.ParseParent($one, '') }
        }
    }
}

function Resolve-Path {
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0, ValueFromPipeline)] [Alias('LiteralPath')] [string[]] $Path)
    process {
        foreach ($one in $Path) {
            if (Confirm-Path $PSCmdlet $one) { $PSCmdlet.SessionState.Path.GetResolvedPSPathFromPSPath($one) }
        }
    }
}

function Convert-Path {
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0, ValueFromPipeline)] [Alias('LiteralPath')] [string[]] $Path)
    process { Resolve-File $PSCmdlet $Path }
}

function Get-Item {
    [CmdletBinding(DefaultParameterSetName = 'Path')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ParameterSetName = 'Path')] [string[]] $Path,
        [Parameter(Mandatory, ParameterSetName = 'Literal')] [string[]] $LiteralPath,
        [switch] $Force
    )
    process {
        foreach ($one in $LiteralPath ? $LiteralPath : $Path) {
            if ($LiteralPath -or (Confirm-Path $PSCmdlet $one)) {
                $ExecutionContext.InvokeProvider.Item.Get([string[]]@($one), [bool]$Force, [bool]$LiteralPath)
            }
        }
    }
}

function Get-ChildItem {
    [CmdletBinding()]
    param(
        [Parameter(Position = 0, ValueFromPipeline)] [Alias('LiteralPath')] [string[]] $Path = '.',
        [Parameter(Position = 1)] [string] $Filter = '*',
        [switch] $Recurse,
        [switch] $File,
        [switch] $Directory,
        [switch] $Force,
        [switch] $Name
    )
    process {
        $there = [string[]]@($Path.Where{ Confirm-Path $PSCmdlet $_ })
        if (-not $there) { return }
        foreach ($item in $ExecutionContext.InvokeProvider.ChildItem.Get($there, [bool]$Recurse, [uint32]::MaxValue, [bool]$Force, $false)) {
            $label = $item.PSChildName
            if ($label -notlike $Filter -or ($File -and $item.PSIsContainer) -or ($Directory -and -not $item.PSIsContainer)) { continue }
            if ($Name) { $label } else { $item }
        }
    }
}

function New-Item {
    [CmdletBinding(SupportsShouldProcess)]
    param(
        [Parameter(Mandatory, Position = 0)] [string] $Path,
        [string] $Name,
        [Alias('Type')] [string] $ItemType = 'File',
        [Alias('Target')] [object] $Value,
        [switch] $Force
    )
    if (-not $PSCmdlet.ShouldProcess($Path)) { return }
    $ExecutionContext.InvokeProvider.Item.New([string[]]@($Path), $Name, $ItemType, $Value, [bool]$Force)
}

function Remove-Item {
    [CmdletBinding(SupportsShouldProcess)]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)] [Alias('LiteralPath')] [string[]] $Path,
        [switch] $Recurse,
        [switch] $Force
    )
    process {
        foreach ($one in $Path) {
            if (-not (Confirm-Path $PSCmdlet $one) -or -not $PSCmdlet.ShouldProcess($one)) { continue }
            $ExecutionContext.InvokeProvider.Item.Remove([string[]]@($one), [bool]$Recurse, [bool]$Force, $false)
        }
    }
}

function Copy-Item {
    [CmdletBinding(SupportsShouldProcess)]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)] [Alias('LiteralPath')] [string[]] $Path,
        [Parameter(Mandatory, Position = 1)] [string] $Destination,
        [switch] $Recurse,
        [switch] $Force
    )
    process {
        if (-not $PSCmdlet.ShouldProcess($Path)) { return }
        $ExecutionContext.InvokeProvider.Item.Copy($Path, $Destination, [bool]$Recurse, 'CopyTargetContainer', [bool]$Force, $false)
    }
}

function Move-Item {
    [CmdletBinding(SupportsShouldProcess)]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)] [Alias('LiteralPath')] [string] $Path,
        [Parameter(Mandatory, Position = 1)] [string] $Destination,
        [switch] $Force
    )
    process {
        if (-not $PSCmdlet.ShouldProcess($Path)) { return }
        if ($Force -and (Test-Path $Destination -PathType Leaf)) { Remove-Item $Destination }
        $null = $PSCmdlet.InvokeProvider.Item.Move($Path, $Destination)
    }
}

function Get-Location {
    [CmdletBinding()]
    param()
    $PSCmdlet.SessionState.Path.CurrentLocation
}

function Set-Location {
    [CmdletBinding()]
    param([Parameter(Position = 0, ValueFromPipeline)] [Alias('LiteralPath')] [string] $Path = '~')
    process { $null = $PSCmdlet.SessionState.Path.SetLocation($Path) }
}

function Push-Location {
    [CmdletBinding()]
    param([Parameter(Position = 0, ValueFromPipeline)] [Alias('LiteralPath')] [string] $Path = '.')
    process {
        $PSCmdlet.SessionState.Path.PushCurrentLocation('')
        $null = $PSCmdlet.SessionState.Path.SetLocation($Path)
    }
}

function Pop-Location {
    [CmdletBinding()]
    param()
    $null = $PSCmdlet.SessionState.Path.PopLocation('')
}

function New-TemporaryFile {
    [CmdletBinding()]
    param()
    [System.IO.FileInfo][System.IO.Path]::GetTempFileName()
}
