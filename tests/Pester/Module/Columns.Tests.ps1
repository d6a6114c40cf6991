# Compares the cmdlets with the panel's forms: every column has a parameter, or a reason why it has none.
BeforeDiscovery {
    $leftOut = @{
        'NpClient'          = @{ added_date = 'set by the panel'; added_by = 'set by the panel' }
        'NpDnsZone'         = @{ dnssec_info = 'written by the name server' }
        'NpServerIp'        = @{ ip_type = 'told from the address' }
        'NpWebsite'             = @{ parent_domain_id = 'a website has none above it'; vhost_type = 'the panel''s own page knows one only'; added_date = 'set by the panel'; added_by = 'set by the panel' }
        'NpWebVhostSubdomain'   = @{ vhost_type = 'the panel''s own page knows one only'; added_date = 'set by the panel'; added_by = 'set by the panel' }
        'NpWebVhostAliasDomain' = @{ vhost_type = 'the panel''s own page knows one only'; added_date = 'set by the panel'; added_by = 'set by the panel' }
        'NpDatabaseUser'        = @{ database_password_mongo = 'MongoDB is no longer part of the panel' }
    }
    $forms = (Get-Content (Join-Path $PSScriptRoot '../../../src/Nodepoint.Sandbox/Contract/forms.json') -Raw | ConvertFrom-Json).forms
    $newer = (Get-Content (Join-Path $PSScriptRoot '../../../src/Nodepoint.Sandbox/Contract/panel-3.3.json') -Raw | ConvertFrom-Json -AsHashtable).added_fields
    if (-not (Get-Module Nodepoint)) { Import-Module (Join-Path $PSScriptRoot '../../../artifacts/Nodepoint/Nodepoint.psd1') }
    $nouns = [Nodepoint.IspConfig.Model.PanelNouns]::All | Where-Object CmdletNoun | ForEach-Object {
        # The column that tells the noun's rows from those of others in the same table.
        $own = @{}
        foreach ($filter in $_.Only) { $own[$filter.Key] = 'what makes the row what it is' }
        @{ Noun = $_.CmdletNoun; Form = $_.Form; Fields = @($forms.($_.Form).fields.PSObject.Properties.Name) + @($newer[$_.Form] ? $newer[$_.Form].Keys : @()); Table = $_.Table; FormTable = $forms.($_.Form).table; Key = $forms.($_.Form).key; IdColumn = $_.IdColumn; LeftOut = $leftOut[$_.CmdletNoun] + $own }
    }
}

Describe 'New- and Set-<Noun>' -ForEach $nouns {
    It 'have a parameter for every column of <Form>' {
        $Fields.Count | Should -BeGreaterThan 0
        foreach ($verb in 'New', 'Set') {
            $parameters = (Get-Command "$verb-$Noun").Parameters.Values
            $names = @($parameters.Name) + @($parameters.Aliases)
            foreach ($field in $Fields | Where-Object { -not $LeftOut.ContainsKey($_) }) {
                # The key identifies the record to change; the parameter for its new value has another name.
                $field -in $names | Should -BeTrue -Because "$verb-$Noun has no parameter for $field"
            }
        }
    }

    It 'do not list a column as left out that has a parameter' {
        $names = (Get-Command "New-$Noun").Parameters.Values | ForEach-Object { $_.Name; $_.Aliases }
        foreach ($field in $LeftOut.Keys) { $field -in $names | Should -BeFalse -Because $field }
    }

    It 'belong to the table and the ID column of the form' {
        $Table | Should -Be $FormTable
        $IdColumn | Should -Be $Key
    }
}
