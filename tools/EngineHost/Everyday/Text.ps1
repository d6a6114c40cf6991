# Text in and out: CSV, JSON, secrets, searching.

function Import-Csv {
    [CmdletBinding(DefaultParameterSetName = 'Path')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName, ParameterSetName = 'Path')] [string[]] $Path,
        [Parameter(Mandatory, ParameterSetName = 'Literal')] [string[]] $LiteralPath,
        [Parameter(Position = 1)] [char] $Delimiter = ',',
        [string[]] $Header,
        [object] $Encoding
    )
    process {
        foreach ($file in Resolve-File $PSCmdlet $Path $LiteralPath) {
            [Nodepoint.EngineHost.Data.Csv]::Read([System.IO.StreamReader]::new($file), $Delimiter, $Header)
        }
    }
}

function ConvertFrom-Csv {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)] [AllowEmptyString()] [psobject[]] $InputObject,
        [Parameter(Position = 1)] [char] $Delimiter = ',',
        [string[]] $Header
    )
    begin { $lines = [System.Collections.Generic.List[string]]::new() }
    process { foreach ($line in $InputObject) { $lines.Add($line) } }
    end { [Nodepoint.EngineHost.Data.Csv]::Read([System.IO.StringReader]::new($lines -join "`n"), $Delimiter, $Header) }
}

function ConvertTo-Csv {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)] [psobject] $InputObject,
        [Parameter(Position = 1)] [char] $Delimiter = ',',
        [Alias('NTI')] [switch] $NoTypeInformation,
        [ValidateSet('Always', 'AsNeeded', 'Never')] [string] $UseQuotes = 'Always',
        [switch] $NoHeader
    )
    begin { $names = $null }
    process {
        $bare = $UseQuotes -ne 'Always'
        if (-not $names) {
            $names = @($InputObject.PSObject.Properties.Name)
            if (-not $NoHeader) { [Nodepoint.EngineHost.Data.Csv]::Line($names, $Delimiter, $bare) }
        }
        [Nodepoint.EngineHost.Data.Csv]::Line(@(foreach ($name in $names) { , $InputObject.PSObject.Properties[$name].Value }), $Delimiter, $bare)
    }
}

function Export-Csv {
    [CmdletBinding(SupportsShouldProcess)]
    param(
        [Parameter(Mandatory, ValueFromPipeline)] [psobject] $InputObject,
        [Parameter(Mandatory, Position = 0)] [Alias('LiteralPath', 'PSPath')] [string] $Path,
        [Parameter(Position = 1)] [char] $Delimiter = ',',
        [switch] $Append,
        [switch] $Force,
        [switch] $NoClobber,
        [Alias('NTI')] [switch] $NoTypeInformation,
        [ValidateSet('Always', 'AsNeeded', 'Never')] [string] $UseQuotes = 'Always',
        [object] $Encoding
    )
    begin {
        $writer = $null
        $file = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)
        $filled = $Append -and [System.IO.File]::Exists($file) -and [System.IO.FileInfo]::new($file).Length -gt 0
        $pipeline = { ConvertTo-Csv -Delimiter $Delimiter -UseQuotes $UseQuotes -NoHeader:$filled }.GetSteppablePipeline()
        if ($PSCmdlet.ShouldProcess($file)) {
            $writer = [System.IO.StreamWriter]::new($file, [bool]$Append)
            $pipeline.Begin($true)
        }
    }
    process { if ($writer) { foreach ($line in $pipeline.Process($InputObject)) { $writer.WriteLine($line) } } }
    end { if ($writer) { $pipeline.End() } }
    clean { if ($writer) { $writer.Dispose() } }
}

function ConvertFrom-Json {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)] [AllowEmptyString()] [string] $InputObject,
        [switch] $AsHashtable,
        [int] $Depth,
        [switch] $NoEnumerate
    )
    begin { $lines = [System.Collections.Generic.List[string]]::new() }
    process { $lines.Add($InputObject) }
    end {
        $text = $lines -join "`n"
        if ($text.Trim()) { $PSCmdlet.WriteObject([Nodepoint.EngineHost.Data.Json]::Read($text, $AsHashtable), -not $NoEnumerate) }
    }
}

function ConvertTo-Json {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)] [AllowNull()] [object] $InputObject,
        [int] $Depth = 2,
        [switch] $Compress,
        [switch] $EnumsAsStrings,
        [switch] $AsArray
    )
    begin { $values = [System.Collections.Generic.List[object]]::new() }
    process { $values.Add($InputObject) }
    end {
        $whole = $values.Count -gt 1 -or $AsArray ? $values.ToArray() : $values[0]
        [Nodepoint.EngineHost.Data.Json]::Write($whole, $Depth, $Compress, $EnumsAsStrings)
    }
}

function ConvertTo-SecureString {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)] [string] $String,
        [Parameter(Mandatory)] [switch] $AsPlainText,
        [switch] $Force
    )
    process {
        $secret = [securestring]::new()
        foreach ($letter in $String.ToCharArray()) { $secret.AppendChar($letter) }
        $secret.MakeReadOnly()
        $secret
    }
}

function ConvertFrom-SecureString {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)] [securestring] $SecureString,
        [Parameter(Mandatory)] [switch] $AsPlainText
    )
    process { [System.Net.NetworkCredential]::new('', $SecureString).Password }
}

function Get-Credential {
    [CmdletBinding()]
    param([Parameter(Position = 0)] [string] $UserName, [string] $Message)
    $Host.UI.PromptForCredential('', $Message, $UserName, '')
}

function Select-String {
    [CmdletBinding(DefaultParameterSetName = 'Object')]
    param(
        [Parameter(Mandatory, Position = 0)] [string[]] $Pattern,
        [Parameter(Mandatory, Position = 1, ParameterSetName = 'File')] [string[]] $Path,
        [Parameter(Mandatory, ValueFromPipeline, ParameterSetName = 'Object')] [AllowEmptyString()] [psobject] $InputObject,
        [switch] $SimpleMatch,
        [switch] $CaseSensitive,
        [switch] $NotMatch,
        [switch] $Quiet,
        [switch] $Raw
    )
    begin {
        $options = $CaseSensitive ? 'None' : 'IgnoreCase'
        $expressions = $Pattern.ForEach{ [regex]::new($SimpleMatch ? [regex]::Escape($_) : $_, $options) }
        $any = @{ Found = $false }

        function Find-Line([string] $line, [string] $file, [int] $number) {
            $hits = @($expressions.ForEach{ $_.Matches($line) })
            if ([bool]$hits.Count -eq [bool]$NotMatch) { return }
            $any.Found = $true
            if ($Quiet) { return }
            if ($Raw) { return $line }
            $found = [pscustomobject]@{ Line = $line; LineNumber = $number; Path = $file; Filename = [System.IO.Path]::GetFileName($file); Matches = $hits }
            $text = $file -eq 'InputStream' ? $line : "${file}:${number}:$line"
            $found.PSObject.Members.Add([psscriptmethod]::new('ToString', { $text }.GetNewClosure()), $true)
            $found
        }
        $count = @{ Lines = 0 }
    }
    process {
        if ($Path) {
            foreach ($file in Resolve-File $PSCmdlet $Path) {
                $number = 0
                foreach ($line in [System.IO.File]::ReadLines($file)) { Find-Line $line $file (++$number) }
            }
        }
        elseif ($InputObject.PSObject.BaseObject -is [System.IO.FileInfo]) {
            $number = 0
            foreach ($line in [System.IO.File]::ReadLines($InputObject.FullName)) { Find-Line $line $InputObject.FullName (++$number) }
        }
        else { Find-Line "$InputObject" 'InputStream' (++$count.Lines) }
    }
    end { if ($Quiet -and $any.Found) { $true } }
}
