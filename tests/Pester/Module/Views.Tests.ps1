# What a person sees: tables that fit 80 columns with numbers on the right, sizes in units, states in color where the host has colors, and lists in a useful order.
Describe 'A view' -Tag Sandbox {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $demo = Start-NpSandbox views -Demo
        $null = Connect-NpPanel $demo.Uri -Credential $demo.Credential -CertificatePin $demo.CertificatePin -Name views
        $rendering = $PSStyle.OutputRendering
        $width = 80
        $escape = [char]27

        # The table views of the module: the type, and for each column its label, width, alignment, and what it shows.
        $tables = @(foreach ($data in Get-FormatData -TypeName 'Nodepoint.*') {
            foreach ($view in $data.FormatViewDefinition | Where-Object { $_.Control -is [System.Management.Automation.TableControl] }) {
                $items = $view.Control.Rows[0].Columns
                [pscustomobject]@{
                    Name    = $view.Name
                    Type    = $data.TypeNames[0] -replace '#.*'
                    Columns = @(for ($at = 0; $at -lt $items.Count; $at++) {
                        $header = $view.Control.Headers[$at]
                        $label = $header.Label ? $header.Label : $items[$at].DisplayEntry.Value
                        [pscustomobject]@{ Label = $label; Width = [Math]::Max($header.Width, $label.Length); Alignment = "$($header.Alignment)"; Entry = $items[$at].DisplayEntry }
                    })
                }
            }
        })
        function Test-Number([type] $Type) { ([Nullable]::GetUnderlyingType($Type) ?? $Type) -in [long], [int], [double], [decimal], [uint], [ulong] }
        # The objects of the demo, by cmdlet.
        $objects = [ordered]@{}
        foreach ($command in Get-Command -Module Nodepoint -Verb Get) {
            $mandatory = @($command.ParameterSets | Where-Object { $_.IsDefault -or $command.ParameterSets.Count -eq 1 } | ForEach-Object Parameters | Where-Object IsMandatory)
            if (-not $mandatory) { $objects[$command.Name] = @(& $command.Name -ErrorAction Ignore 3>$null | Select-Object -First 20) }
        }
        $objects['Get-NpClientUsage'] = @(Get-NpClient | Get-NpClientUsage)
        $objects['Get-NpDnsRecord'] = @(Get-NpDnsZone | Select-Object -First 1 | Get-NpDnsRecord)
        # The lines of a table or list.
        function Get-Line([object[]] $Objects) { ($Objects | Out-String -Width $width) -split '\r?\n' }
    }
    AfterEach { $PSStyle.OutputRendering = $rendering }
    AfterAll {
        Disconnect-NpPanel views
        $demo | Stop-NpSandbox
        $null = Connect-SpecPanel
        Stop-SpecPanel
    }

    It 'has numbers on the right' {
        $tables.Count | Should -BeGreaterThan 150
        $numbers = 0
        $left = foreach ($table in $tables) {
            $type = $table.Type -as [type]
            foreach ($column in $table.Columns) {
                $isNumber = if ("$($column.Entry.ValueType)" -eq 'Property') { $type -and ($member = $type.GetProperty($column.Entry.Value)) -and (Test-Number $member.PropertyType) }
                else { $column.Entry.Value -match '::(Size|Amount|Failures)\(|-f \$_' }
                $numbers += [int]$isNumber
                if ($isNumber -and $column.Alignment -ne 'Right') { "$($table.Name): $($column.Label)" }
            }
        }
        $left | Should -BeNullOrEmpty
        $numbers | Should -BeGreaterThan 150
    }

    It 'is at most 79 columns wide, the last one of the terminal being empty' {
        $tables | Where-Object { ($_.Columns.Width | Measure-Object -Sum).Sum + $_.Columns.Count - 1 -gt 79 } | ForEach-Object Name | Should -BeNullOrEmpty
    }

    It 'shows every column of the demo in 80 columns' {
        $shown = 0
        $wrong = foreach ($one in $objects.GetEnumerator() | Where-Object { $_.Value }) {
            $lines = @(Get-Line $one.Value)
            $shown++
            $lines | Where-Object Length -GT $width | ForEach-Object { "$($one.Key): $_" }
            $name = $one.Value[0].PSObject.TypeNames[0]
            $table = (Get-FormatData -TypeName $name).FormatViewDefinition | Where-Object { $_.Control -is [System.Management.Automation.TableControl] } | Select-Object -First 1
            if (-not $table) { continue }
            $header = ($lines | Where-Object { $_ })[0]
            foreach ($label in ($tables | Where-Object Name -EQ $table.Name).Columns.Label) { if ($header -notmatch "(^| )$([regex]::Escape($label))( |$)") { "$($one.Key) has no column ${label}: $header" } }
        }
        $wrong | Should -BeNullOrEmpty
        $shown | Should -BeGreaterThan 40
    }

    It 'shows sizes in units, and no limit as unlimited' {
        (Get-Line (Get-NpMailbox)) -match '\b2 GB\b' | Should -Not -BeNullOrEmpty
        (Get-Line (Get-NpClient | Get-NpClientUsage)) -match '\bunlimited\b' | Should -Not -BeNullOrEmpty
        # No size of more than a megabyte as a number of bytes, and no -1.
        $bare = foreach ($one in $objects.GetEnumerator() | Where-Object Value) { (Get-Line $one.Value) -match '(^| )(-1|\d{8,9}|\d{11,})( |$)' | ForEach-Object { "$($one.Key): $_" } }
        $bare | Should -BeNullOrEmpty
        foreach ($size in @{ is = 0; says = '0 B' }, @{ is = 1023; says = '1023 B' }, @{ is = 1536; says = '1.5 KB' }, @{ is = 2GB; says = '2 GB' }, @{ is = 3TB; says = '3 TB' }, @{ is = -1; says = 'unlimited' }, @{ is = $null; says = '' }) {
            [Nodepoint.PowerShell.Printing.ViewText]::Size($size.is) -replace ',', '.' | Should -Be $size.says
        }
    }

    It 'colors states, and changes nothing else by it' {
        $null = Get-NpMailDomain | Select-Object -First 1 | Disable-NpMailDomain
        $domains = @(Get-NpMailDomain)
        $PSStyle.OutputRendering = 'PlainText'
        $plain = $domains | Out-String -Width $width
        $plain | Should -Not -Match $escape
        $PSStyle.OutputRendering = 'Host'
        # What is redirected has no colors.
        $domains | Out-String -Width $width | Should -Be $plain
        $PSStyle.OutputRendering = 'Ansi'
        $colored = $domains | Out-String -Width $width
        $colored.Contains("$($PSStyle.Foreground.Green)True$($PSStyle.Reset)") | Should -BeTrue
        $colored.Contains("$($PSStyle.Foreground.Yellow)False$($PSStyle.Reset)") | Should -BeTrue
        # The columns are where they are without colors.
        ($colored -replace "$escape\[[0-9;]*m").TrimEnd() -replace ' +(\r?\n)', '$1' | Should -Be ($plain.TrimEnd() -replace ' +(\r?\n)', '$1')
    }

    It 'colors verdicts, results, and failures' {
        $text = [Nodepoint.PowerShell.Printing.ViewText]
        foreach ($one in @{ is = 'Pass'; color = 'Green' }, @{ is = 'Warn'; color = 'Yellow' }, @{ is = 'Fail'; color = 'Red' }, @{ is = 'Failed'; color = 'Red' }) {
            $text::State($one.is, $PSStyle) | Should -Be "$($PSStyle.Foreground.($one.color))$($one.is)$($PSStyle.Reset)"
        }
        $text::State('2026a', $PSStyle) | Should -Be '2026a'
        $text::State($null, $PSStyle) | Should -Be ''
        $text::Failures(3, $PSStyle) | Should -Be "$($PSStyle.Foreground.Red)3$($PSStyle.Reset)"
        $text::Failures(0, $PSStyle) | Should -Be '0'
        $shown = @($tables | ForEach-Object { foreach ($column in $_.Columns) { if ($column.Entry.Value -match '::State\(\$_\.(\w+)') { $Matches[1] } } } | Sort-Object -Unique)
        'Active', 'Enabled', 'Verdict', 'Severity', 'Result', 'State', 'Outcome' | Where-Object { $_ -notin $shown } | Should -BeNullOrEmpty
    }

    It 'lists the key, the owner, and the state first, IDs and additional fields last, and leaves nothing out' {
        $names = { param($object) @(($object | Format-List | Out-String -Width 400) -split '\r?\n' | ForEach-Object { if ($_ -match '^([A-Za-z0-9]+) +: ?') { $Matches[1] } }) }
        $listed = 0
        foreach ($one in $objects.GetEnumerator() | Where-Object { $_.Value -and $_.Value[0] -is [Nodepoint.IspConfig.Model.PanelObject] -and $_.Value[0].GetType().Name -ne 'DnsRecord' }) {
            $found = @(& $names $one.Value[0])
            $all = @($one.Value[0].PSObject.Properties.Name)
            $listed++
            $all | Where-Object { $_ -notin $found } | Should -BeNullOrEmpty -Because "$($one.Key) shows it"
            $key = $one.Value[0].GetType().GetProperties() | Where-Object { $_.GetCustomAttributes($true).TypeId.Name -contains 'KeyAttribute' } | Select-Object -First 1
            $found[0] | Should -Be $key.Name -Because $one.Key
            if ('Client' -in $all -and $key.Name -ne 'Client') { $found.IndexOf('Client') | Should -Be 1 -Because $one.Key }
            if ('Active' -in $all) { $found.IndexOf('Active') | Should -BeLessThan 3 -Because $one.Key }
            $found[-1] | Should -Be AdditionalFields -Because $one.Key
            $ids = @($found -cmatch 'Id$')
            $found[(-1 - $ids.Count)..-2] | Should -Be $ids -Because "$($one.Key) has IDs last"
        }
        $listed | Should -BeGreaterThan 20
        # What the cmdlets add comes first.
        @(& $names (Get-NpMailbox -Panel views, spec -ErrorAction Ignore | Select-Object -First 1))[0] | Should -Be Panel
        @(& $names (New-NpMailbox views@kornblume.example -GeneratePassword))[0] | Should -Be GeneratedPassword
    }

    It 'shows keys in columns with Format-Wide' {
        $wide = Get-NpMailbox | Format-Wide -Column 2 | Out-String -Width $width
        foreach ($email in (Get-NpMailbox -First 4).Email) { $wide | Should -BeLike "*$($email.Substring(0, 15))*" }
    }
}
