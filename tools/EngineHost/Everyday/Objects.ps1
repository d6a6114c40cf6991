# Choosing, ordering and counting objects.

function Select-Object {
    [CmdletBinding()]
    param(
        [Parameter(Position = 0)] [object[]] $Property,
        [string[]] $ExcludeProperty,
        [string] $ExpandProperty,
        [switch] $Unique,
        [int] $First,
        [int] $Last,
        [int] $Skip,
        [int] $SkipLast,
        [int[]] $Index,
        [Parameter(ValueFromPipeline)] [psobject] $InputObject
    )
    begin {
        $columns = [Nodepoint.EngineHost.Data.Column]::Parse($Property)
        $seen = [System.Collections.Generic.List[psobject]]::new()
        $held = [System.Collections.Generic.Queue[psobject]]::new()
        $state = @{ Position = -1; Taken = 0 }
        $holding = [Math]::Max($Last, $SkipLast)

        function Select-Row([psobject] $row) {
            if ($columns.Count -or $ExcludeProperty) {
                $chosen = [psobject]::new()
                $typeName = $row.PSObject.TypeNames[0]
                $chosen.PSObject.TypeNames.Insert(0, "Selected.$typeName")
                $from = $columns.Count ? $columns : [Nodepoint.EngineHost.Data.Column]::Parse('*')
                foreach ($note in $from.ForEach{ $_.Read($row) }) {
                    if ($ExcludeProperty.Where({ $note.Name -like $_ }, 'First')) { continue }
                    if (-not $chosen.PSObject.Properties[$note.Name]) { $chosen.PSObject.Properties.Add($note) }
                }
            }
            else { $chosen = $row }

            if ($ExpandProperty) {
                $member = $row.PSObject.Properties[$ExpandProperty]
                if (-not $member -and $row.PSObject.BaseObject -isnot [System.Collections.IDictionary]) {
                    $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new(
                        [ArgumentException]"Property `"$ExpandProperty`" cannot be found.", 'ExpandPropertyNotFound', 'InvalidArgument', $row))
                    return
                }
                $values = @($member ? $member.Value : $row.$ExpandProperty)
                foreach ($value in $values) {
                    if ($columns.Count -and $null -ne $value) {
                        $value = [psobject]::AsPSObject($value)
                        foreach ($note in $chosen.PSObject.Properties) {
                            $value.PSObject.Properties.Add([psnoteproperty]::new($note.Name, $note.Value))
                        }
                    }
                    if (Test-Fresh $value) { $value }
                }
            }
            elseif (Test-Fresh $chosen) { $chosen }
        }

        function Test-Fresh($value) {
            if (-not $Unique) { return $true }
            foreach ($old in $seen) {
                $same = if ($columns.Count -and -not $ExpandProperty) {
                    -not $old.PSObject.Properties.Where({ $_.Value -cne $value.PSObject.Properties[$_.Name].Value }, 'First')
                }
                else { $old -ceq $value }
                if ($same) { return $false }
            }
            $seen.Add($value)
            return $true
        }
    }
    process {
        if (-not $PSBoundParameters.ContainsKey('InputObject')) { return }
        $state.Position++
        if ($PSBoundParameters.ContainsKey('Index') -and $state.Position -notin $Index) { return }
        if ($state.Position -lt $Skip -and -not $Last) { return }
        if ($PSBoundParameters.ContainsKey('First')) {
            if ($state.Taken -lt $First) {
                $state.Taken++
                Select-Row $InputObject
            }
            elseif ($Last) { $held.Enqueue($InputObject) }
            if ($state.Taken -ge $First -and -not $Last) { [Nodepoint.EngineHost.Commands.EngineInternals]::StopUpstream($PSCmdlet) }
        }
        elseif ($holding) { $held.Enqueue($InputObject) }
        else { Select-Row $InputObject }

        if ($SkipLast -and $held.Count -gt $SkipLast) { Select-Row $held.Dequeue() }
        if ($Last -and $held.Count -gt $Last + $Skip) { $null = $held.Dequeue() }
    }
    end {
        if ($SkipLast) { return }
        $rows = $held.ToArray()
        $count = $rows.Count - ($Last ? $Skip : 0)
        for ($i = 0; $i -lt $count; $i++) { Select-Row $rows[$i] }
    }
}

function Sort-Object {
    [CmdletBinding()]
    param(
        [Parameter(Position = 0)] [object[]] $Property,
        [switch] $Descending,
        [switch] $Unique,
        [switch] $CaseSensitive,
        [switch] $Stable,
        [int] $Top,
        [int] $Bottom,
        [Parameter(ValueFromPipeline)] [psobject] $InputObject
    )
    begin {
        $rows = [System.Collections.Generic.List[psobject]]::new()
        $columns = [Nodepoint.EngineHost.Data.Column]::Parse($Property)
    }
    process { if ($null -ne $InputObject) { $rows.Add($InputObject) } }
    end {
        $sorted = [Nodepoint.EngineHost.Data.Order]::Sort($rows.ToArray(), $columns, $Descending, $CaseSensitive)
        if ($Unique) {
            $before = $null
            $sorted = foreach ($row in $sorted) {
                $key = $columns.Count ? $columns.ForEach{ $_.Value($row) } : @($row)
                $fresh = $null -eq $before
                for ($i = 0; -not $fresh -and $i -lt $key.Count; $i++) {
                    $fresh = [Nodepoint.EngineHost.Data.Order]::Compare($key[$i], $before[$i], $CaseSensitive) -ne 0
                }
                if ($fresh) { $row }
                $before = $key
            }
        }
        if ($Top) { $sorted = @($sorted)[0..([Math]::Min($Top, @($sorted).Count) - 1)] }
        if ($Bottom) { $sorted = @($sorted)[(-[Math]::Min($Bottom, @($sorted).Count))..-1] }
        foreach ($row in $sorted) { $row }
    }
}

function Measure-Object {
    [CmdletBinding()]
    param(
        [Parameter(Position = 0)] [string[]] $Property,
        [switch] $Sum,
        [switch] $Average,
        [switch] $Maximum,
        [switch] $Minimum,
        [switch] $AllStats,
        [switch] $Line,
        [switch] $Word,
        [switch] $Character,
        [Parameter(ValueFromPipeline)] [psobject] $InputObject
    )
    begin { $rows = [System.Collections.Generic.List[psobject]]::new() }
    process { if ($null -ne $InputObject) { $rows.Add($InputObject) } }
    end {
        if ($Line -or $Word -or $Character) {
            $text = $rows.ToArray() -join "`n"
            return [pscustomobject]@{
                Lines = if ($Line) { $rows.Count ? $text.Split("`n").Count : 0 }
                Words = if ($Word) { [regex]::Matches($text, '\S+').Count }
                Characters = if ($Character) { ($rows.ToArray() -join '').Length }
                Property = $null
            }
        }
        foreach ($name in ($Property ? $Property : @($null))) {
            $values = @(foreach ($row in $rows) {
                if (-not $name) { $row }
                elseif ($null -ne $row.$name) { $row.$name }
            })
            $total = 0.0
            if ($Sum -or $Average -or $AllStats) { foreach ($value in $values) { $total += [double]$value } }
            $ordered = if ($Maximum -or $Minimum -or $AllStats) {
                [Nodepoint.EngineHost.Data.Order]::Sort([psobject[]]$values, @(), $false, $false)
            }
            [pscustomobject]@{
                PSTypeName = 'Microsoft.PowerShell.Commands.GenericMeasureInfo'
                Count = $values.Count
                Average = if (($Average -or $AllStats) -and $values.Count) { $total / $values.Count }
                Sum = if ($Sum -or $AllStats) { $total }
                Maximum = if ($Maximum -or $AllStats) { @($ordered)[-1] }
                Minimum = if ($Minimum -or $AllStats) { @($ordered)[0] }
                StandardDeviation = $null
                Property = $name
            }
        }
    }
}

function Group-Object {
    [CmdletBinding()]
    param(
        [Parameter(Position = 0)] [object[]] $Property,
        [switch] $NoElement,
        [switch] $AsHashTable,
        [switch] $AsString,
        [switch] $CaseSensitive,
        [Parameter(ValueFromPipeline)] [psobject] $InputObject
    )
    begin {
        $columns = [Nodepoint.EngineHost.Data.Column]::Parse($Property)
        $groups = [System.Collections.Specialized.OrderedDictionary]::new(
            $CaseSensitive ? [StringComparer]::CurrentCulture : [StringComparer]::CurrentCultureIgnoreCase)
    }
    process {
        if ($null -eq $InputObject) { return }
        $values = @($columns.Count ? $columns.ForEach{ $_.Value($InputObject) } : $InputObject)
        $name = $values.ForEach{ "$_" } -join ', '
        if (-not $groups.Contains($name)) {
            $groups[$name] = @{ Values = $values; Rows = [System.Collections.ObjectModel.Collection[psobject]]::new() }
        }
        $groups[$name].Rows.Add($InputObject)
    }
    end {
        if ($AsHashTable) {
            $table = @{}
            foreach ($name in $groups.Keys) {
                $key = $AsString -or $columns.Count -ne 1 ? $name : $groups[$name].Values[0]
                $table[$key] = $groups[$name].Rows
            }
            return $table
        }
        foreach ($name in @($groups.Keys | Sort-Object { $groups[$_].Values[0] })) {
            [pscustomobject]@{
                PSTypeName = $NoElement ? 'Microsoft.PowerShell.Commands.GroupInfoNoElement' : 'Microsoft.PowerShell.Commands.GroupInfo'
                Values = $groups[$name].Values
                Count = $groups[$name].Rows.Count
                Group = $NoElement ? $null : $groups[$name].Rows
                Name = $name
            }
        }
    }
}

function Compare-Object {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)] [AllowEmptyCollection()] [psobject[]] $ReferenceObject,
        [Parameter(Mandatory, Position = 1)] [AllowEmptyCollection()] [psobject[]] $DifferenceObject,
        [string[]] $Property,
        [switch] $IncludeEqual,
        [switch] $ExcludeDifferent,
        [switch] $PassThru
    )
    $key = { param($row) if ($Property) { $Property.ForEach{ "$($row.$_)" } -join "`0" } else { "$row" } }
    $side = {
        param($row, $indicator)
        if ($PassThru) { return $row }
        $found = [ordered]@{}
        if ($Property) { foreach ($name in $Property) { $found[$name] = $row.$name } } else { $found.InputObject = $row }
        $found.SideIndicator = $indicator
        [pscustomobject]$found
    }
    $left = [System.Collections.Generic.List[psobject]]$ReferenceObject
    $added = foreach ($row in $DifferenceObject) {
        $wanted = & $key $row
        $match = -1
        for ($i = 0; $i -lt $left.Count -and $match -lt 0; $i++) { if ((& $key $left[$i]) -eq $wanted) { $match = $i } }
        if ($match -ge 0) {
            $left.RemoveAt($match)
            if ($IncludeEqual -or $ExcludeDifferent) { & $side $row '==' }
        }
        elseif (-not $ExcludeDifferent) { & $side $row '=>' }
    }
    $added
    if (-not $ExcludeDifferent) { foreach ($row in $left) { & $side $row '<=' } }
}

function Get-Member {
    [CmdletBinding()]
    param(
        [Parameter(Position = 0)] [string[]] $Name = '*',
        [Alias('Type')] [System.Management.Automation.PSMemberTypes] $MemberType = 'All',
        [Parameter(ValueFromPipeline)] [psobject] $InputObject
    )
    begin { $seen = [System.Collections.Generic.HashSet[string]]::new() }
    process {
        $typeName = $InputObject.PSObject.TypeNames[0]
        if (-not $seen.Add($typeName)) { return }
        foreach ($member in $InputObject.PSObject.Members | Sort-Object MemberType, Name) {
            if (-not ($member.MemberType -band $MemberType) -or -not $Name.Where({ $member.Name -like $_ }, 'First')) { continue }
            if ($member.Name -match '^(get|set|add|remove)_|^ps(object|base|adapted|extended|typenames)$') { continue }
            [pscustomobject]@{
                PSTypeName = 'Microsoft.PowerShell.Commands.MemberDefinition'
                TypeName = $typeName
                Name = $member.Name
                MemberType = $member.MemberType
                Definition = $member.ToString()
            }
        }
    }
}

function Add-Member {
    [CmdletBinding(DefaultParameterSetName = 'Note')]
    param(
        [Parameter(Mandatory, ValueFromPipeline)] [psobject] $InputObject,
        [Parameter(Mandatory, Position = 0, ParameterSetName = 'Note')] [string] $NotePropertyName,
        [Parameter(Position = 1, ParameterSetName = 'Note')] [object] $NotePropertyValue,
        [Parameter(Mandatory, Position = 0, ParameterSetName = 'Notes')] [System.Collections.IDictionary] $NotePropertyMembers,
        [Parameter(Mandatory, ParameterSetName = 'Member')] [Alias('Type')]
        [ValidateSet('NoteProperty', 'ScriptProperty', 'ScriptMethod', 'AliasProperty')] [string] $MemberType,
        [Parameter(Mandatory, ParameterSetName = 'Member')] [string] $Name,
        [Parameter(ParameterSetName = 'Member')] [object] $Value,
        [switch] $Force,
        [switch] $PassThru
    )
    process {
        $members = switch ($PSCmdlet.ParameterSetName) {
            Note { [psnoteproperty]::new($NotePropertyName, $NotePropertyValue) }
            Notes { $NotePropertyMembers.GetEnumerator().ForEach{ [psnoteproperty]::new($_.Key, $_.Value) } }
            Member { "System.Management.Automation.PS$MemberType" -as [type] | ForEach-Object { $_::new($Name, $Value) } }
        }
        foreach ($member in $members) {
            if ($Force) { $InputObject.PSObject.Members.Remove($member.Name) }
            $InputObject.PSObject.Members.Add($member)
        }
        if ($PassThru) { $InputObject }
    }
}

function New-Object {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)] [string] $TypeName,
        [Parameter(Position = 1)] [Alias('Args')] [object[]] $ArgumentList = @(),
        [System.Collections.IDictionary] $Property
    )
    $made = ($TypeName -as [type]) ? ($TypeName -as [type])::new.Invoke($ArgumentList) : $null
    if ($null -eq $made) {
        $PSCmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new(
            [System.Management.Automation.PSArgumentException]"Cannot find type [$TypeName]: verify that the assembly containing this type is loaded.",
            'TypeNotFound', 'InvalidType', $TypeName))
    }
    if ($Property) {
        foreach ($entry in $Property.GetEnumerator()) {
            if ($made.PSObject.Properties[$entry.Key]) { $made.($entry.Key) = $entry.Value }
            else { $made.PSObject.Properties.Add([psnoteproperty]::new($entry.Key, $entry.Value)) }
        }
    }
    $PSCmdlet.WriteObject($made)
}
